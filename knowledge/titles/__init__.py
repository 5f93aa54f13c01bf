"""Free-form job titles in; ranked occupations, "not sure" or "no job we know" out."""
