// The tables of a fleet.

/// The tables, the same in both databases.
///
/// Moments are milliseconds since 1970 by the database's clock. `stories` is narrow, as PostgreSQL writes a row anew with
/// each lease; what a story says stands in the shards' archives, which are the truth.
enum Schema {
  /// The form of the tables; another is refused.
  static let form: Int64 = 2

  static func statements(_ dialect: Dialect) -> [String] {
    [
      "CREATE TABLE fleet (form integer NOT NULL, shards integer NOT NULL)",
      // `due` is null while nobody is to look; `done` is the fence of the last look whose outcome was taken.
      """
      CREATE TABLE stories (
        slug text PRIMARY KEY, shard integer NOT NULL, host text NOT NULL, address text NOT NULL,
        weight double precision NOT NULL DEFAULT 1, found_in text, added bigint NOT NULL, due bigint,
        worker text, leased_until bigint NOT NULL DEFAULT 0, fence bigint NOT NULL DEFAULT 0,
        done bigint NOT NULL DEFAULT 0) \(dialect.restless)
      """,
      "CREATE INDEX stories_due ON stories (shard, due) WHERE due IS NOT NULL",
      // A host may be asked from `free` on; while it is asked, that is the end of the lease.
      """
      CREATE TABLE hosts (
        host text PRIMARY KEY, free bigint NOT NULL DEFAULT 0, worker text, failures integer NOT NULL DEFAULT 0,
        trouble text, crawl_delay bigint) \(dialect.restless)
      """,
      """
      CREATE TABLE workers (
        worker text PRIMARY KEY, place text NOT NULL, joined bigint NOT NULL, seen bigint NOT NULL,
        alive_until bigint NOT NULL, looks bigint NOT NULL DEFAULT 0, refused bigint NOT NULL DEFAULT 0)
      """,
      // `place` is where the shard's archive stood last; `pace` is the looks a second as they were at `paced`.
      """
      CREATE TABLE shards (
        shard integer PRIMARY KEY, worker text, leased_until bigint NOT NULL DEFAULT 0,
        fence bigint NOT NULL DEFAULT 0, place text, pushed bigint, looks bigint NOT NULL DEFAULT 0,
        pace double precision NOT NULL DEFAULT 0, paced bigint NOT NULL DEFAULT 0)
      """,
      // `wanted` is what is wanted of a feed, as the program writes it.
      """
      CREATE TABLE feeds (
        feed text PRIMARY KEY, wanted text NOT NULL, worker text, leased_until bigint NOT NULL DEFAULT 0)
      """,
      // How far each channel of a shard has been told, as the shard's holders hand it on.
      """
      CREATE TABLE tellings (
        shard integer NOT NULL, channel text NOT NULL, told text NOT NULL, PRIMARY KEY (shard, channel))
      """,
    ]
  }
}
