using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Writing;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>What stands behind an output field: hung on the schema's field, and read by the planner.</summary>
internal abstract record FieldSource;

/// <summary>A column of the row.</summary>
internal sealed record ColumnSource(FieldModel Field) : FieldSource;

/// <summary>The Relay id, made of the row's key.</summary>
internal sealed record GlobalIdSource(EntityModel Entity) : FieldSource;

/// <summary>Columns of the same row, under a name of their own; null where <paramref name="Presence"/> is.</summary>
internal sealed record GroupSource(FieldModel Presence) : FieldSource;

internal sealed record OneSource(RelationModel Relation) : FieldSource;

/// <summary>All related rows.</summary>
internal sealed record ManySource(RelationModel Relation) : FieldSource;

/// <summary>One value of each related row.</summary>
internal sealed record ValuesSource(RelationModel Relation, FieldModel Value) : FieldSource;

/// <summary>Related rows, page by page.</summary>
internal sealed record ConnectionSource(RelationModel Relation) : FieldSource;

/// <summary>A value that is made of columns when the row is written.</summary>
/// <param name="Columns">What must be read; the writer gets their ordinals in this order.</param>
internal sealed record ComputedSource(IReadOnlyList<FieldModel> Columns, ComputedWriter Write) : FieldSource;

/// <summary>A value that is made of the whole entity, what it relates to included, and of what its arguments need: that is prepared once a request.</summary>
internal sealed record WholeSource(
    EntityModel Entity, Func<ArgumentValues, AccountScope, CancellationToken, Task<object>> PrepareAsync, Func<object, object, object?> Make) : FieldSource;

/// <param name="ordinals">Where the columns are in the row.</param>
/// <param name="field">The selected field, for its arguments and sub-selection.</param>
internal delegate void ComputedWriter(Utf8JsonWriter writer, RowSet rows, int row, IReadOnlyList<int> ordinals, ComputedField field);
