"""A brief as a mail: a page with its styles at each element, the text beside it, the PDF with it; ready to be sent.

It is made of a publication alone, so that the same one gives the same bytes: its date is that of the publication, its
id and its boundaries are made of the brief.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from narrator.model import theme
from narrator.publish.manifest import FORMS, digest
from narrator.render.site import PICTURE

if TYPE_CHECKING:
    from narrator.case import Desk
    from narrator.site.editions import Edition

NOWHERE = "narrator.invalid"
"""The domain of whoever has not said where they are: no mail ever gets there."""


def mail(desk: Desk, edition: Edition, said: tuple[str, str], text: str) -> bytes:
    """An edition as a mail, what templates say of it given, its subject and its page, and its plain text."""
    subject, page = said
    settings, publication = desk.workspace.settings, edition.publication
    host = urlsplit(settings.site.url).hostname or NOWHERE
    name = f"{publication.event}.{publication.locale}"
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = Address(
        settings.site.author or settings.desk, addr_spec=settings.site.mail or f"briefs@{NOWHERE}"
    )
    message["Date"] = edition.time
    message["Message-ID"] = f"<{name}.{publication.number}@{host}>"
    if publication.number > 1:
        message["References"] = f"<{name}.1@{host}>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    logo = theme.logo(desk.workspace.root, settings.theme)
    if logo and PICTURE in page:
        *_, shown = message.iter_parts()
        shown.add_related(logo.data, "image", "png", cid=f"<{PICTURE}>", disposition="inline", filename="logo.png")
    pdf = edition.forms.get(FORMS["pdf"])
    if pdf:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{publication.event}.pdf")
    message["Content-Language"] = publication.locale
    own = digest(f"{name}.{publication.number}".encode())[:24]
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"narrator-{number}-{own}")
    return message.as_bytes()
