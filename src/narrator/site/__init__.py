"""The site: what was published, as pages, lists, feeds and mails, and how it comes to where readers find it."""
