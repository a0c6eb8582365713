"""Files handed over: judged by another process, archived, answered; and what each body owes."""
