using System.Security.Cryptography;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Coordination;

/// <summary>A random secret that only the service's instances share. Each of them accepts the signatures of the others.</summary>
internal static class SharedSecret
{
    private const string Name = "tokens";
    private const string Insert = $"INSERT INTO {SharedTables.Secrets} (Name, Value) VALUES (@p0, @p1) ON CONFLICT (Name) DO NOTHING";
    private const string Select = $"SELECT Value FROM {SharedTables.Secrets} WHERE Name = @p0";

    /// <summary>Reads the secret of the database. The first instance creates it.</summary>
    public static byte[] GetOrCreate(SqlSession session)
    {
        session.Execute(Insert, Name, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        return Get(session);
    }

    /// <summary>Reads an existing secret.</summary>
    public static byte[] Get(SqlSession session) => Convert.FromHexString((string)session.ReadScalar(Select, Name)!);
}
