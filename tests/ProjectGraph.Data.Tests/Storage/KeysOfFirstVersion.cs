using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>API keys and idempotency keys of an old store, in which they had no owners and no unique names.</summary>
internal static class KeysOfFirstVersion
{
    private const string First = "pjg_first";
    private const string Second = "pjg_second";

    /// <summary>Statements that fill a store of the first version.</summary>
    public static string Rows { get; } =
        $"""
            INSERT INTO ApiKeys (CreatedAt, Hash, Name, RevokedAt, Role) VALUES
              (1, '{Hash(First)}', 'excel', NULL, 1), (2, '{Hash(Second)}', 'excel', NULL, 2), (3, 'x', 'gone', 4, 3);
            INSERT INTO Operations (Name, State, DryRun, IdempotencyKey, StartedAt, CompletedAt) VALUES ('createProject', 3, 0, 'k', 1, 2);
            INSERT INTO OperationInputs (OperationId, InputHash, InputJson, ProjectIds) VALUES (1, 'hash', '{"{}"}', '[5]');
            """;

    public static async Task ShouldWorkAsync(GraphStore store)
    {
        var keys = new ApiKeyStore(store);
        (await keys.FindAsync(First, default)).ShouldNotBeNull().Role.ShouldBe(AccessRole.Reader);
        (await keys.FindAsync(Second, default)).ShouldNotBeNull().Role.ShouldBe(AccessRole.Operator);
        await Should.ThrowAsync<ApiKeyException>(() => keys.CreateAsync("excel", AccessRole.Reader, default));
        await keys.CreateAsync("gone", AccessRole.Reader, default);
        (await keys.RotateAsync("excel", TimeSpan.Zero, default)).Key.Id.ShouldBe(2);
        (await keys.RevokeAsync("excel", default)).ShouldBeTrue();
        (await keys.FindAsync(First, default)).ShouldBeNull();

        var draft = new OperationDraft("createProject", null, null, null, false, "k", "hash", "{}", new(CallerKind.Key, "9", "new"));
        var log = new OperationLog(store);
        (await log.BeginAsync(draft, default)).ShouldBeOfType<OperationStart.Replay>().ProjectIds.ShouldBe([5L]);
        (await log.BeginAsync(draft with { InputHash = "other" }, default)).ShouldBe(new OperationStart.Conflict(1));
        (await log.FindAsync(1, default))!.CallerKind.ShouldBeNull();
    }

    private static string Hash(string key) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));
}
