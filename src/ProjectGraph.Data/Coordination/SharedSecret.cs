using System.Security.Cryptography;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Coordination;

/// <summary>A random number that all instances of the service have, and nobody else: what one of them signs the others accept.</summary>
internal static class SharedSecret
{
    private const string Name = "tokens";
    private const string Insert = $"INSERT INTO {SharedTables.Secrets} (Name, Value) VALUES (@p0, @p1) ON CONFLICT (Name) DO NOTHING";
    private const string Select = $"SELECT Value FROM {SharedTables.Secrets} WHERE Name = @p0";

    /// <summary>The one of the database; the first instance that opens it makes it up.</summary>
    public static byte[] Of(SqlSession session)
    {
        session.Execute(Insert, Name, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        return Find(session);
    }

    /// <summary>The one that an instance made up earlier.</summary>
    public static byte[] Find(SqlSession session) => Convert.FromHexString((string)session.Scalar(Select, Name)!);
}
