using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>
/// The native handles behind ADO.NET's objects. The compiler refuses to name the properties, because their types come from a
/// newer SQLitePCLRaw than the feed has (see <c>SqliteNative</c>); at run time they are the same types.
/// </summary>
internal static class SqliteHandles
{
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    public static extern sqlite3_stmt Statement(SqliteDataReader reader);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    public static extern sqlite3 Connection(SqliteConnection connection);
}
