-- The tables as Legation 0.1 first made them (schema 1); {number} is INTEGER in SQLite, SERIAL in PostgreSQL.
CREATE TABLE dispatches (seq {number} NOT NULL, key VARCHAR(16) NOT NULL, id TEXT NOT NULL, hash VARCHAR(64) NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, language VARCHAR(8), published VARCHAR(40), url TEXT, publisher TEXT, author TEXT, dateline TEXT, related TEXT NOT NULL, copy_of VARCHAR(16), coder_version VARCHAR(64) NOT NULL, read_at VARCHAR(32) NOT NULL, PRIMARY KEY (seq), UNIQUE (key));
CREATE TABLE judgements (seq {number} NOT NULL, verdict VARCHAR(32) NOT NULL, subject VARCHAR(16) NOT NULL, object VARCHAR(16), reason TEXT NOT NULL, author VARCHAR(64) NOT NULL, made_at VARCHAR(32) NOT NULL, PRIMARY KEY (seq));
CREATE TABLE meta (key VARCHAR(32) NOT NULL, value VARCHAR(255) NOT NULL, PRIMARY KEY (key));
CREATE TABLE mentions (seq {number} NOT NULL, id VARCHAR(16) NOT NULL, dispatch VARCHAR(16) NOT NULL, kind VARCHAR(64) NOT NULL, status VARCHAR(16) NOT NULL, edtf VARCHAR(40), quote TEXT NOT NULL, bucket VARCHAR(16) NOT NULL, record TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE (id), FOREIGN KEY(dispatch) REFERENCES dispatches (key));
CREATE TABLE links (seq {number} NOT NULL, mention VARCHAR(16) NOT NULL, event VARCHAR(16) NOT NULL, reason TEXT NOT NULL, author VARCHAR(64) NOT NULL, made_at VARCHAR(32) NOT NULL, PRIMARY KEY (seq), FOREIGN KEY(mention) REFERENCES mentions (id));
CREATE TABLE roles (mention VARCHAR(16) NOT NULL, role VARCHAR(32) NOT NULL, actor VARCHAR(255) NOT NULL, PRIMARY KEY (mention, role, actor), FOREIGN KEY(mention) REFERENCES mentions (id));
CREATE INDEX ix_dispatches_hash ON dispatches (hash);
CREATE INDEX ix_dispatches_id ON dispatches (id);
CREATE INDEX ix_judgements_subject ON judgements (subject);
CREATE INDEX ix_mentions_bucket ON mentions (bucket);
CREATE INDEX ix_mentions_dispatch ON mentions (dispatch);
CREATE INDEX ix_mentions_kind ON mentions (kind);
CREATE INDEX ix_links_event ON links (event);
CREATE INDEX ix_links_mention ON links (mention);
CREATE INDEX ix_roles_actor ON roles (actor);
INSERT INTO meta (key, value) VALUES ('schema', '1');
