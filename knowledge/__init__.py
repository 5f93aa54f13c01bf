"""What we know about occupations: facts with their sources, titles, the career lattice."""
