"""Who may do what, and where: accounts, mandates limited to a territory, invitations."""
