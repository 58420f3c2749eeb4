"""Reading plans: the plan and its scope (plan.py); what belongs to one page has its own module here."""
