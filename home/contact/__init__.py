"""The contact form: who answers, the form, the mail, the limits."""
