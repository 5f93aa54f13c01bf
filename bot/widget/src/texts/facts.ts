/** Names of figures for readers; a name without an entry is spelled out from its own words. */

import type { Language } from "../options.ts";

const EN: Record<string, string> = {
  annual_wage_median: "Median pay",
  annual_wage_p10: "Pay, lowest 10%",
  annual_wage_p25: "Pay, lowest 25%",
  annual_wage_p75: "Pay, highest 25%",
  annual_wage_p90: "Pay, highest 10%",
  annual_wage_mean: "Average pay",
  hourly_wage_median: "Median hourly pay",
  hourly_wage_p10: "Hourly pay, lowest 10%",
  hourly_wage_p25: "Hourly pay, lowest 25%",
  hourly_wage_p75: "Hourly pay, highest 25%",
  hourly_wage_p90: "Hourly pay, highest 10%",
  wage_employment: "Jobs counted for pay",
  employment: "Jobs at the start",
  employment_projected: "Jobs at the end",
  employment_change: "Change in jobs",
  projected_growth: "Growth",
  growth_all_occupations: "Growth, all jobs",
  annual_openings: "Openings a year",
  self_employed_share: "Self-employed",
  labor_force_exits: "Leaving the labor force, a year",
  occupational_transfers: "Moving to other jobs, a year",
  entry_education: "Usual education to start",
  work_experience: "Experience in a related job",
  on_the_job_training: "Training on the job",
  job_zone: "Preparation needed",
  career_cluster: "Career cluster",
  similarity: "How alike",
  interest: "Interest",
  skill: "Skill",
  skill_level: "Skill level",
  knowledge: "Knowledge",
  ability: "Ability",
  work_style: "Work style",
  work_value: "Work value",
  technology: "Technology",
  tool: "Tool",
  attainment: "Share of workers",
  industry_employment: "Jobs in the industry",
  ai_exposure: "AI exposure",
  major: "Major",
  title: "Also called",
  realistic: "Realistic: hands and things",
  investigative: "Investigative: ideas and questions",
  artistic: "Artistic: creating",
  social: "Social: helping people",
  enterprising: "Enterprising: leading and persuading",
  conventional: "Conventional: order and records",
};

const ES: Record<string, string> = {
  annual_wage_median: "Salario medio (mediana)",
  annual_wage_p10: "Salario, 10% más bajo",
  annual_wage_p25: "Salario, 25% más bajo",
  annual_wage_p75: "Salario, 25% más alto",
  annual_wage_p90: "Salario, 10% más alto",
  annual_wage_mean: "Salario promedio",
  hourly_wage_median: "Pago por hora (mediana)",
  hourly_wage_p10: "Pago por hora, 10% más bajo",
  hourly_wage_p25: "Pago por hora, 25% más bajo",
  hourly_wage_p75: "Pago por hora, 25% más alto",
  hourly_wage_p90: "Pago por hora, 10% más alto",
  wage_employment: "Empleos contados para el salario",
  employment: "Empleos al comienzo",
  employment_projected: "Empleos al final",
  employment_change: "Cambio en empleos",
  projected_growth: "Crecimiento",
  growth_all_occupations: "Crecimiento de todos los empleos",
  annual_openings: "Vacantes al año",
  self_employed_share: "Por cuenta propia",
  labor_force_exits: "Dejan de trabajar, al año",
  occupational_transfers: "Cambian de empleo, al año",
  entry_education: "Estudios usuales para empezar",
  work_experience: "Experiencia en un empleo parecido",
  on_the_job_training: "Formación en el trabajo",
  job_zone: "Preparación necesaria",
  career_cluster: "Grupo de carreras",
  similarity: "Parecido",
  interest: "Interés",
  skill: "Habilidad",
  skill_level: "Nivel de habilidad",
  knowledge: "Conocimiento",
  ability: "Capacidad",
  work_style: "Estilo de trabajo",
  work_value: "Valor laboral",
  technology: "Tecnología",
  tool: "Herramienta",
  attainment: "Parte de los trabajadores",
  industry_employment: "Empleos en el sector",
  ai_exposure: "Exposición a la IA",
  major: "Carrera de estudios",
  title: "También se llama",
  realistic: "Realista: manos y cosas",
  investigative: "Investigador: ideas y preguntas",
  artistic: "Artístico: crear",
  social: "Social: ayudar a la gente",
  enterprising: "Emprendedor: dirigir y convencer",
  conventional: "Convencional: orden y registros",
};

/** `skill.active_listening` → "Skill: active listening". */
export function labelOf(name: string, language: Language): string {
  const words = language === "es" ? ES : EN;
  const known = words[name];
  if (known) return known;
  const [kind, ...rest] = name.split(".");
  const detail = words[rest.join(".")] ?? spelled(rest.join(" "));
  const head = words[kind ?? ""] ?? sentence(spelled(kind ?? ""));
  return detail ? `${head}: ${detail}` : head;
}

const spelled = (name: string): string => name.replace(/[_-]+/g, " ").trim();
const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
