-- The mailbox of development: mails that would have gone out by SMTP, for /dev/mailbox. Stays empty in production.
CREATE TABLE core.dev_mail (
    id uuid PRIMARY KEY,
    recipient text NOT NULL,
    subject text NOT NULL,
    text_body text NOT NULL,
    html_body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, DELETE ON core.dev_mail TO reptidex_app;
