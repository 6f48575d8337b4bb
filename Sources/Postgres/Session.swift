/// What every connection of the service says about itself before its first statement.
package struct Session: Sendable {
  /// Longest run of one statement; zero means no limit.
  package var statementTimeout: Duration
  /// Longest wait for one lock; zero means no limit.
  package var lockTimeout: Duration
  /// Longest pause inside a transaction before the server ends the session.
  package var idleInTransactionTimeout: Duration
  /// What `pg_stat_activity` shows, unless the connection string says otherwise.
  package var applicationName: String
  /// The role to take on, so that the session may do no more than that role; nil keeps the login's own.
  package var role: String?
  /// Whether statements that come again are prepared. PgBouncer in transaction mode hands the next
  /// statement to another server process, which knows nothing of them: say false there.
  package var preparesStatements: Bool

  package init(
    statementTimeout: Duration = .seconds(30),
    lockTimeout: Duration = .seconds(10),
    idleInTransactionTimeout: Duration = .seconds(60),
    applicationName: String = "collegiate",
    preparesStatements: Bool = true,
    role: String? = nil
  ) {
    self.statementTimeout = statementTimeout
    self.lockTimeout = lockTimeout
    self.idleInTransactionTimeout = idleInTransactionTimeout
    self.applicationName = applicationName
    self.role = role
    self.preparesStatements = preparesStatements
  }

  /// How values are written decides whether they can be read, and where names are looked up decides what
  /// they mean (a schema named like the login would come first), so none of it is left to the server's or
  /// the environment's taste. A statement that comes again keeps one plan: those with lists of values would else be
  /// planned each time, which costs more than they do.
  var settings: String {
    """
    set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set bytea_output = 'hex'; set extra_float_digits = 1;
    set search_path = public; set plan_cache_mode = force_generic_plan;
    set statement_timeout = \(statementTimeout.milliseconds); set lock_timeout = \(lockTimeout.milliseconds);
    set idle_in_transaction_session_timeout = \(idleInTransactionTimeout.milliseconds)\(settingRole)
    """
  }

  private var settingRole: String {
    role.map { "; set role \"\($0.replacing("\"", with: "\"\""))\"" } ?? ""
  }
}

extension Duration {
  /// Rounded up, as zero would mean no limit.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
