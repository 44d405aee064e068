namespace ProjectGraph.Postgres.Testing;

/// <summary>Decides whether a machine without PostgreSQL may skip its tests.</summary>
public static class PostgresRequirement
{
    /// <summary>
    /// The reason why tests are skipped here. Null where they run or must not be skipped: on a build machine, or with
    /// <c>POSTGRES_REQUIRED=1</c>.
    /// </summary>
    public static string? SkipReason => Reason(PostgresInstallation.MissingReason, Environment.GetEnvironmentVariable);

    internal static string? Reason(string? missing, Func<string, string?> environment) =>
        environment("POSTGRES_REQUIRED") == "1" || string.Equals(environment("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : missing;
}
