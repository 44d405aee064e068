using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the administration of API keys: one query and two mutations, for administrators.</summary>
internal sealed class KeyTypes(
    GraphModel model,
    EntityTypes entities,
    FieldTypes fieldTypes,
    GraphQLPlanner planner,
    IServiceProvider services
)
{
    private const string TypeName = nameof(ApiKey);

    /// <summary>The number of keys that the cost of a list assumes.</summary>
    private const int AssumedSize = 20;

    private static readonly InputObjectType RevokeInput = new(
        "RevokeApiKeyInput",
        new InputValueDefinition("id", Scalars.Id.NonNull()) { Description = "The global id of the key." }
    )
    {
        Description = "Identifies an API key.",
    };

    private ObjectType? _key;

    public IEnumerable<FieldDefinition> QueryFields() =>
        [
            new("apiKeys", Key().NonNull().List())
            {
                Description =
                    "All API keys, including revoked and expired ones. For administrators. A restricted administrator sees keys that are restricted at least as much.",
                Directives = [CostDirectives.AssumedSize(AssumedSize)],
                Resolve = async context => await Administration.ListAsync(Caller(context), context.CancellationToken),
            },
        ];

    public IEnumerable<FieldDefinition> MutationFields() =>
        [
            new(
                "createApiKey",
                Payload(
                    "createApiKey",
                    CreateField<ApiKeyResult>(
                        "key",
                        Scalars.String,
                        "The secret key, which is returned only once. Null if no key was created.",
                        result => result.Secret
                    )
                ),
                new InputValueDefinition("input", CreateInput().NonNull()) { Description = "The properties of the key." }
            )
            {
                Description =
                    "Creates an API key. For administrators. A restricted administrator creates keys that are restricted at least as much.",
                Resolve = CreateAsync,
            },
            new(
                "revokeApiKey",
                Payload("revokeApiKey"),
                new InputValueDefinition("input", RevokeInput.NonNull()) { Description = "Which key." }
            )
            {
                Description =
                    "Revokes an API key immediately, also for open streams. For administrators. A restricted administrator revokes keys that are restricted at least as much.",
                Resolve = RevokeAsync,
            },
        ];

    private ApiKeyAdministration Administration => services.GetRequiredService<ApiKeyAdministration>();

    private EnumType Role => (EnumType)fieldTypes.Get(FieldKind.Enum, EnumModel.Get(typeof(AccessRole)));

    private EnumType Protocol => (EnumType)fieldTypes.Get(FieldKind.Enum, EnumModel.Get(typeof(ApiProtocol)));

    private ObjectType Key() =>
        _key ??= new(
            TypeName,
            CreateField<ApiKey>("id", Scalars.Id.NonNull(), "The global id of the ApiKey; opaque.", each =>
                GlobalId.Format(TypeName, each.Id)
            ),
            CreateField<ApiKey>(
                "databaseId",
                GraphQLScalars.Long.NonNull(),
                "The key's number in the graph, which is the `caller.id` of an Operation. A rotation does not change it.",
                each => each.Id
            ),
            CreateField<ApiKey>(
                "name",
                Scalars.String.NonNull(),
                "The name, unique among the keys that are neither revoked nor expired.",
                each => each.Name
            ),
            CreateField<ApiKey>("role", Role.NonNull(), "The role, which determines the key's permissions.", each => (long)each.Role),
            CreateField<ApiKey>("createdAt", GraphQLScalars.DateTime.NonNull(), "When the current key was created or last rotated.", each =>
                each.CreatedAt
            ),
            CreateField<ApiKey>(
                "lastUsedAt",
                GraphQLScalars.DateTime,
                "When the key was last used, to within an hour. Null if never used.",
                each => each.LastUsedAt
            ),
            CreateField<ApiKey>("expiresAt", GraphQLScalars.DateTime, "When the key expires. Null if it does not expire.", each =>
                each.ExpiresAt
            ),
            CreateField<ApiKey>("revokedAt", GraphQLScalars.DateTime, "When the key was revoked. Null if it was not revoked.", each =>
                each.RevokedAt
            ),
            new FieldDefinition("vendorAccounts", entities.Get(model.VendorAccounts).List())
            {
                Description =
                    "The vendor accounts that the key is restricted to, with null for a removed account. Null if the key is not restricted.",
                Directives = [CostDirectives.AssumedSize(AssumedSize)],
                Resolve = context =>
                    ((ApiKey)context.Parent!).VendorAccounts is { } ids
                        ? planner.RowsAsync(context, model.VendorAccounts, entities.Get(model.VendorAccounts), [.. ids.Order()])
                        : new((object?)null),
            },
            CreateField<ApiKey>(
                "protocols",
                Protocol.NonNull().List(),
                "The protocols that the key is restricted to. Null if the key is not restricted.",
                each => each.Protocols?.Order().Select(protocol => (object)(long)protocol).ToList()
            )
        )
        {
            Description = "An API key without its secret, which cannot be read again.",
        };

    private InputObjectType CreateInput() =>
        new(
            "CreateApiKeyInput",
            new InputValueDefinition("name", Scalars.String.NonNull())
            {
                Description = "The name, unique among the keys that are neither revoked nor expired.",
            },
            new InputValueDefinition("role", Role.NonNull()) { Description = "The role, which determines the key's permissions." },
            new InputValueDefinition("expiresAt", GraphQLScalars.DateTime)
            {
                Description = "When the key expires. If omitted, the key does not expire.",
            },
            new InputValueDefinition("vendorAccountIds", Scalars.Id.NonNull().List())
            {
                Description = "Ids of the vendor accounts that the key can read and change. If omitted, all of them.",
            },
            new InputValueDefinition("protocols", Protocol.NonNull().List())
            {
                Description = "The protocols that the key can use. If omitted, all of them.",
            }
        )
        {
            Description = "The properties of an API key.",
        };

    private ObjectType Payload(string mutation, params FieldDefinition[] more) =>
        new(
            char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Payload",
            [
                .. more,
                CreateField<ApiKeyResult>("apiKey", Key(), "The current state of the key. Null if there are errors.", result => result.Key),
                CreateField<ApiKeyResult>(
                    "errors",
                    PayloadTypes.Error.NonNull().List(),
                    "The errors. Null if the operation succeeded.",
                    result => result.Errors.Count == 0 ? null : result.Errors
                ),
            ]
        )
        {
            Description = $"What `{mutation}` returns.",
        };

    private async ValueTask<object?> CreateAsync(ResolverContext context)
    {
        var caller = Caller(context);
        caller.Require(Permission.ManageKeys);
        var input = context.Arguments.GetOrDefault<InputObject>("input")!;
        var ids = input.GetOrDefault<IReadOnlyList<object?>>("vendorAccountIds");
        var accounts = new HashSet<long>();
        foreach (var id in ids ?? [])
        {
            if (GlobalId.TryParse(model, (string)id!) is not { } account || account.Entity != model.VendorAccounts)
                return CreateIdError("vendorAccountIds", "a vendor account");
            accounts.Add(account.Key);
        }
        return await Administration.CreateAsync(
            caller,
            new(input.GetOrDefault<string>("name")!, (AccessRole)input.GetOrDefault<long>("role"))
            {
                ExpiresAt = input.GetOrDefault<DateTimeOffset?>("expiresAt"),
                VendorAccounts = ids is null ? null : accounts,
                Protocols = input
                    .GetOrDefault<IReadOnlyList<object?>>("protocols")
                    ?.Select(protocol => (ApiProtocol)(long)protocol!)
                    .ToHashSet(),
            },
            context.CancellationToken
        );
    }

    private async ValueTask<object?> RevokeAsync(ResolverContext context)
    {
        var caller = Caller(context);
        caller.Require(Permission.ManageKeys);
        return GlobalId.TryParse(TypeName, context.Arguments.GetOrDefault<InputObject>("input")!.GetOrDefault<string>("id")!) is { } id
            ? await Administration.RevokeAsync(caller, id, context.CancellationToken)
            : CreateIdError("id", "an API key");
    }

    private static ApiKeyResult CreateIdError(string field, string whose) =>
        new(
            null,
            null,
            [
                new OperationError(
                    VendorErrors.InvalidInput,
                    $"The id does not identify {whose}. Ids are opaque: send an `id` that a query returned.",
                    field
                ),
            ]
        );

    private static CallerAccess Caller(ResolverContext context) => CallerAccess.Get((HttpContext)context.State!);

    private static FieldDefinition CreateField<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}
