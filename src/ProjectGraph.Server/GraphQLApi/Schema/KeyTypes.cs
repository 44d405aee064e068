using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>The administration of API keys: one query and two mutations, for administrators.</summary>
internal sealed class KeyTypes(GraphModel model, EntityTypes entities, FieldTypes fieldTypes, GraphQLPlanner planner, IServiceProvider services)
{
    private const string TypeName = nameof(ApiKey);

    /// <summary>How many keys a list is taken to have.</summary>
    private const int AssumedSize = 20;

    private static readonly InputObjectType RevokeInput = new(
        "RevokeApiKeyInput", new InputValueDefinition("id", Scalars.Id.NonNull()) { Description = "The `id` of the key." })
    {
        Description = "Names an API key.",
    };

    private ObjectType? _key;

    public IEnumerable<FieldDefinition> QueryFields() =>
    [
        new("apiKeys", Key().NonNull().List())
        {
            Description = "All API keys, those that are revoked or expired included. For administrators; a restricted one sees keys that are restricted at least as much.",
            Directives = [CostDirectives.Assumed(AssumedSize)],
            Resolve = async context => await Administration.ListAsync(Caller(context), context.CancellationToken),
        },
    ];

    public IEnumerable<FieldDefinition> MutationFields() =>
    [
        new("createApiKey", Payload("createApiKey", Part<ApiKeyResult>("key", Scalars.String, "The key itself, which is shown this once; null where none was made.", result => result.Secret)),
            new InputValueDefinition("input", CreateInput().NonNull()) { Description = "What the key is for." })
        {
            Description = "Makes an API key. For administrators; a restricted one makes keys that are restricted at least as much.",
            Resolve = CreateAsync,
        },
        new("revokeApiKey", Payload("revokeApiKey"), new InputValueDefinition("input", RevokeInput.NonNull()) { Description = "Which key." })
        {
            Description = "Ends an API key at once, for open streams too. For administrators; a restricted one ends keys that are restricted at least as much.",
            Resolve = RevokeAsync,
        },
    ];

    private ApiKeyAdministration Administration => services.GetRequiredService<ApiKeyAdministration>();

    private EnumType Role => (EnumType)fieldTypes.Of(FieldKind.Enum, EnumModel.Get(typeof(AccessRole)));

    private EnumType Protocol => (EnumType)fieldTypes.Of(FieldKind.Enum, EnumModel.Get(typeof(ApiProtocol)));

    private ObjectType Key() => _key ??= new(
        TypeName,
        Part<ApiKey>("id", Scalars.Id.NonNull(), "The global id of the ApiKey; opaque.", each => GlobalId.Format(TypeName, each.Id)),
        Part<ApiKey>("databaseId", GraphQLScalars.Long.NonNull(), "The graph's own number of the key, which `caller.id` of an Operation shows. A rotation keeps it.", each => each.Id),
        Part<ApiKey>("name", Scalars.String.NonNull(), "Its name, unique among the keys that are neither revoked nor expired.", each => each.Name),
        Part<ApiKey>("role", Role.NonNull(), "What its holder may do.", each => (long)each.Role),
        Part<ApiKey>("createdAt", GraphQLScalars.DateTime.NonNull(), "When the present key was made: by its creation or its last rotation.", each => each.CreatedAt),
        Part<ApiKey>("lastUsedAt", GraphQLScalars.DateTime, "When it was last used, to within an hour; null for never.", each => each.LastUsedAt),
        Part<ApiKey>("expiresAt", GraphQLScalars.DateTime, "When it ends; null for never.", each => each.ExpiresAt),
        Part<ApiKey>("revokedAt", GraphQLScalars.DateTime, "When it was revoked; null where it was not.", each => each.RevokedAt),
        new FieldDefinition("vendorAccounts", entities.Of(model.VendorAccounts).List())
        {
            Description = "The vendor accounts that it is restricted to, null for one that was removed; null where it is not restricted.",
            Directives = [CostDirectives.Assumed(AssumedSize)],
            Resolve = context => ((ApiKey)context.Parent!).VendorAccounts is { } ids
                ? planner.RowsAsync(context, model.VendorAccounts, entities.Of(model.VendorAccounts), [.. ids.Order()])
                : new((object?)null),
        },
        Part<ApiKey>("protocols", Protocol.NonNull().List(), "The protocols that it is restricted to; null where it is not restricted.", each => each.Protocols?.Order().Select(protocol => (object)(long)protocol).ToList()))
    {
        Description = "An API key: all but the key itself, which nobody can read again.",
    };

    private InputObjectType CreateInput() => new(
        "CreateApiKeyInput",
        new InputValueDefinition("name", Scalars.String.NonNull()) { Description = "Its name, unique among the keys that are neither revoked nor expired." },
        new InputValueDefinition("role", Role.NonNull()) { Description = "What its holder may do." },
        new InputValueDefinition("expiresAt", GraphQLScalars.DateTime) { Description = "When it ends; without it never." },
        new InputValueDefinition("vendorAccountIds", Scalars.Id.NonNull().List()) { Description = "Ids of the vendor accounts that it sees and changes; without them all." },
        new InputValueDefinition("protocols", Protocol.NonNull().List()) { Description = "The protocols that it may use; without them all." })
    {
        Description = "What an API key is for.",
    };

    private ObjectType Payload(string mutation, params FieldDefinition[] more) => new(
        char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Payload",
        [
            .. more,
            Part<ApiKeyResult>("apiKey", Key(), "The key as it now is; null where there are errors.", result => result.Key),
            Part<ApiKeyResult>("errors", PayloadTypes.Error.NonNull().List(), "What went wrong; null where nothing did.", result => result.Errors.Count == 0 ? null : result.Errors),
        ])
    {
        Description = $"What `{mutation}` returns.",
    };

    private async ValueTask<object?> CreateAsync(ResolverContext context)
    {
        var caller = Caller(context);
        caller.Demand(Permission.ManageKeys);
        var input = context.Arguments.Get<InputObject>("input")!;
        var ids = input.Get<IReadOnlyList<object?>>("vendorAccountIds");
        var accounts = new HashSet<long>();
        foreach (var id in ids ?? [])
        {
            if (GlobalId.TryParse(model, (string)id!) is not { } account || account.Entity != model.VendorAccounts) return Malformed("vendorAccountIds", "a vendor account");
            accounts.Add(account.Key);
        }
        return await Administration.CreateAsync(caller, new(input.Get<string>("name")!, (AccessRole)input.Get<long>("role"))
        {
            ExpiresAt = input.Get<DateTimeOffset?>("expiresAt"),
            VendorAccounts = ids is null ? null : accounts,
            Protocols = input.Get<IReadOnlyList<object?>>("protocols")?.Select(protocol => (ApiProtocol)(long)protocol!).ToHashSet(),
        }, context.CancellationToken);
    }

    private async ValueTask<object?> RevokeAsync(ResolverContext context)
    {
        var caller = Caller(context);
        caller.Demand(Permission.ManageKeys);
        return GlobalId.TryParse(TypeName, context.Arguments.Get<InputObject>("input")!.Get<string>("id")!) is { } id
            ? await Administration.RevokeAsync(caller, id, context.CancellationToken)
            : Malformed("id", "an API key");
    }

    private static ApiKeyResult Malformed(string field, string whose) =>
        new(null, null, [new OperationError(VendorErrors.InvalidInput, $"The id is not that of {whose}. Ids are opaque: send what a query returned as `id`.", field)]);

    private static CallerAccess Caller(ResolverContext context) => CallerAccess.Of((HttpContext)context.State!);

    private static FieldDefinition Part<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}
