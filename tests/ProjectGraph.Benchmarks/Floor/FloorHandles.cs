using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>The native statement behind a reader: see the data project's <c>SqliteHandles</c> for why the property can't be named.</summary>
internal static class FloorHandles
{
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    public static extern sqlite3_stmt Statement(SqliteDataReader reader);
}
