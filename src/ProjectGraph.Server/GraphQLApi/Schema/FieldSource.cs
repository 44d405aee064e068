using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Writing;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>The source of an output field: attached to the schema's field and read by the planner.</summary>
internal abstract record FieldSource;

/// <summary>A column of the row.</summary>
internal sealed record ColumnSource(FieldModel Field) : FieldSource;

/// <summary>The Relay id, created from the row's key.</summary>
internal sealed record GlobalIdSource(EntityModel Entity) : FieldSource;

/// <summary>Columns of the same row, grouped under one name. Null if <paramref name="Presence"/> is null.</summary>
internal sealed record GroupSource(FieldModel Presence) : FieldSource;

internal sealed record OneSource(RelationModel Relation) : FieldSource;

/// <summary>All related rows.</summary>
internal sealed record ManySource(RelationModel Relation) : FieldSource;

/// <summary>One value of each related row.</summary>
internal sealed record ValuesSource(RelationModel Relation, FieldModel Value) : FieldSource;

/// <summary>Related rows, page by page.</summary>
internal sealed record ConnectionSource(RelationModel Relation) : FieldSource;

/// <summary>A value that is computed from columns when the row is written.</summary>
/// <param name="Columns">The columns to read. The writer gets their ordinals in this order.</param>
internal sealed record ComputedSource(IReadOnlyList<FieldModel> Columns, ComputedWriter Write) : FieldSource;

/// <summary>A value that is computed from the whole entity with its relations. Its arguments are prepared once per request.</summary>
internal sealed record WholeSource(
    EntityModel Entity,
    Func<ArgumentValues, AccountScope, CancellationToken, Task<object>> PrepareAsync,
    Func<object, object, object?> Make
) : FieldSource;

/// <param name="ordinals">Where the columns are in the row.</param>
/// <param name="field">The selected field, for its arguments and sub-selection.</param>
internal delegate void ComputedWriter(Utf8JsonWriter writer, RowSet rows, int row, IReadOnlyList<int> ordinals, ComputedField field);
