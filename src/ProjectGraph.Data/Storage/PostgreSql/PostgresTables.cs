using Microsoft.EntityFrameworkCore;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Declares the tables that only the PostgreSQL store has.</summary>
internal static class PostgresTables
{
    public const string ProjectSearch = nameof(ProjectSearch);

    /// <summary>See <see cref="PostgresSearchIndex"/>.</summary>
    public static void Declare(ModelBuilder builder)
    {
        var search = builder.SharedTypeEntity<Dictionary<string, object>>(ProjectSearch).ToTable(ProjectSearch);
        search.Property<long>("ProjectId").ValueGeneratedNever();
        search.HasKey("ProjectId");
        search.Property<string>("Text").IsRequired().UseCollation(PostgresGraphDbContext.Collation);
        search.Property<string>("Company").UseCollation(PostgresGraphDbContext.Collation);
        search.HasOne(typeof(Project), null).WithMany().HasForeignKey("ProjectId").OnDelete(DeleteBehavior.Cascade);
        search.HasIndex("Text", "Company").HasMethod("gin").HasOperators("gin_trgm_ops", "gin_trgm_ops");
    }
}
