/** Official names in plain English and in Spanish: places, months and the categories of BLS. */

import type { Language } from "../options.ts";

const PLAIN: Record<string, string> = {
  "Postsecondary nondegree award": "Certificate after high school",
  "No formal educational credential": "No diploma or degree needed",
  "Short-term on-the-job training": "Short, up to a month",
  "Moderate-term on-the-job training": "One to twelve months",
  "Long-term on-the-job training": "Long, more than a year",
};

const SPANISH: Record<string, string> = {
  "United States": "Estados Unidos",
  "None": "ninguna",
  "Doctoral or professional degree": "doctorado o título profesional",
  "Master's degree": "maestría",
  "Bachelor's degree": "título universitario de cuatro años",
  "Associate's degree": "título de dos años",
  "Postsecondary nondegree award": "certificado después de la secundaria",
  "Some college, no degree": "algo de universidad, sin título",
  "High school diploma or equivalent": "diploma de secundaria o equivalente",
  "No formal educational credential": "sin diploma ni título",
  "Less than 5 years": "menos de 5 años",
  "5 years or more": "5 años o más",
  "Short-term on-the-job training": "corta, hasta un mes",
  "Moderate-term on-the-job training": "de uno a doce meses",
  "Long-term on-the-job training": "larga, más de un año",
  "Apprenticeship": "programa de aprendiz",
  "Internship/residency": "pasantía o residencia",
};

const MONTHS: Record<string, string> = {
  January: "enero",
  February: "febrero",
  March: "marzo",
  April: "abril",
  May: "mayo",
  June: "junio",
  July: "julio",
  August: "agosto",
  September: "septiembre",
  October: "octubre",
  November: "noviembre",
  December: "diciembre",
};

export const plainName = (name: string, language: Language): string =>
  (language === "es" ? SPANISH : PLAIN)[name] ?? name;

/** "May 2025" → "mayo de 2025". */
export function periodInSpanish(period: string): string {
  const [month, year, ...rest] = period.split(" ");
  const name = MONTHS[month ?? ""];
  return name && year && !rest.length ? `${name} de ${year}` : period;
}
