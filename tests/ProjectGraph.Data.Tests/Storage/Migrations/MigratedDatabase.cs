using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage.Migrations;

/// <summary>An initially empty database of one test, with an open connection.</summary>
internal abstract class MigratedDatabase(DbConnection connection, GraphDbContext context) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public GraphDbContext Context { get; } = context;

    /// <summary>Statements that fill the full-text index for the project with id 2 of <see cref="ReleasedRows"/>.</summary>
    public abstract string SearchRows { get; }

    /// <summary>Runs the missing migrations as the store does when it is opened.</summary>
    public abstract void Upgrade();

    /// <summary>Runs the operators' upgrade script for a store whose newest migration is the given one.</summary>
    public abstract void RunScript(string from);

    public abstract Task<GraphStore> OpenAsync();

    /// <summary>Creates the tables of the model, without migrations.</summary>
    public virtual void CreateModel() => Run(Context.Database.GenerateCreateScript());

    /// <summary>Runs the migrations up to the given one, as that version of the program did.</summary>
    public void MigrateTo(string migration) =>
        Run(
            Context
                .GetService<IMigrator>()
                .GenerateScript(Migration.InitialDatabase, migration, MigrationsSqlGenerationOptions.NoTransactions)
        );

    public virtual List<string> Tables() => [.. DatabaseTables.Read(Connection, Context).Where(table => IsModelled(table.Name)).Describe()];

    /// <summary>Reads the rows of each table as their columns' values.</summary>
    public Dictionary<string, List<Dictionary<string, string>>> Rows() =>
        DatabaseTables
            .Read(Connection, Context)
            .Where(table => IsModelled(table.Name))
            .ToDictionary(table => table.Name, table => Rows($"SELECT * FROM \"{table.Name}\""));

    public void Run(string statements)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Connection.DisposeAsync();
    }

    /// <summary>Whether the model contains the table.</summary>
    protected virtual bool IsModelled(string table) => true;

    private List<Dictionary<string, string>> Rows(string query)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(
                Enumerable
                    .Range(0, reader.FieldCount)
                    .Where(i => !reader.IsDBNull(i))
                    .ToDictionary(reader.GetName, i =>
                        reader.GetValue(i) is byte[] bytes
                            ? Convert.ToHexString(bytes)
                            : FormattableString.Invariant($"{reader.GetValue(i)}")
                    )
            );
        }
        return rows;
    }
}
