"""From figures, signals and records to messages: what there is to tell, in which order, and what each telling owes."""
