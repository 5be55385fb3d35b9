/** Statements that bring the tables from each version to the next; a version that was released is never changed. */
export const migrations = [
  `CREATE TABLE config_versions (
     path text NOT NULL,
     version integer NOT NULL CHECK (version > 0),
     key_id text NOT NULL,
     fingerprint bytea NOT NULL,
     sealed bytea NOT NULL,
     size integer NOT NULL,
     mode integer NOT NULL,
     author text NOT NULL,
     host text NOT NULL,
     label text,
     created_at timestamptz NOT NULL,
     PRIMARY KEY (path, version)
   );
   COMMENT ON TABLE config_versions IS 'Configuration files, encrypted; infra-ai config reads and writes them';
   COMMENT ON COLUMN config_versions.fingerprint IS 'Keyed hash of the content: tells equal contents, and nothing else';
   COMMENT ON COLUMN config_versions.sealed IS 'Nonce, tag, and encrypted SHA-256 and content (AES-256-GCM)'`,
];
