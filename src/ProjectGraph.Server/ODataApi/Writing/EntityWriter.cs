using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>Writes rows as entities (JSON format, sections 6 to 8).</summary>
internal sealed class EntityWriter(Utf8JsonWriter json, ODataHead head)
{
    private readonly ODataFormat _format = head.Format;
    private readonly bool _omitsNulls = head.Preferences.OmitNulls;

    public void Write(ResultLevel level, int row, EntityShape shape)
    {
        json.WriteStartObject();
        WriteMembers(level, row, shape);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of an entity's object, which the caller has opened.</summary>
    public void WriteMembers(ResultLevel level, int row, EntityShape shape)
    {
        if (shape.Branches is { } branches)
            shape = branches[(int)level.Rows.Long(row, shape.BranchColumn)];
        if (shape.IsReference)
        {
            json.WriteString(ControlNames.Id, FormatAddress(level.Rows, row, shape));
            return;
        }
        if (_format.Metadata == MetadataLevel.Full && shape.Entity is not null)
            WriteLinks(level.Rows, row, shape);
        else if (shape.ETagColumn is { } version && _format.Metadata == MetadataLevel.Minimal)
            WriteETag(level.Rows, row, version);
        foreach (var property in shape.Properties)
            WriteProperty(level.Rows, row, property);
        foreach (var one in shape.ToOne)
            WriteOne(level, row, one);
        foreach (var crossed in shape.CrossJoined)
            json.WriteString(
                crossed.JsonLinkName,
                string.Create(CultureInfo.InvariantCulture, $"{head.Root}{crossed.Entity.Set}({level.Rows.Long(row, crossed.KeyColumn)})")
            );
        foreach (var many in shape.ToMany)
            WriteMany(level, row, shape, many);
    }

    private void WriteProperty(RowSet rows, int row, ShapeProperty property)
    {
        if (_omitsNulls && rows.IsNull(row, property.Column))
            return;
        if (_format.Metadata == MetadataLevel.Full && ControlNames.FindType(property) is { } type)
            json.WriteString(JsonNames.Get(property.Name + "@odata.type"), type);
        json.WritePropertyName(property.Name);
        CellWriter.Write(json, rows, row, property, _format.Ieee754);
    }

    private void WriteOne(ResultLevel level, int row, ToOneShape one)
    {
        var isNull = one.Marker is { } marker && (level.Rows.IsNull(row, marker) || (one.IsCondition && !level.Rows.Boolean(row, marker)));
        if (isNull && _omitsNulls)
            return;
        json.WritePropertyName(one.JsonName);
        if (isNull)
            json.WriteNullValue();
        else if (!one.IsCollection)
            Write(level, row, one.Shape);
        else
        {
            json.WriteStartArray();
            Write(level, row, one.Shape);
            json.WriteEndArray();
        }
    }

    private void WriteMany(ResultLevel level, int row, EntityShape shape, ToManyShape many)
    {
        var nested = level.Nested[many.NestedIndex];
        var rows = level.Rows.IsNull(row, many.ParentColumn) ? default : nested.GetRows(level.Rows.Long(row, many.ParentColumn));
        if (many.CountsTotal)
        {
            json.WritePropertyName(many.JsonCountName);
            CellWriter.WriteLong(json, rows.Total, _format.Ieee754);
        }
        if (many.IsCountOnly)
            return;
        json.WritePropertyName(many.JsonName);
        json.WriteStartArray();
        for (var i = 0; i < rows.Count; i++)
            Write(nested.Level, rows.Start + i, many.Shape);
        json.WriteEndArray();
        if (rows.HasNext && (many.Top is not { } top || top > many.Take))
            json.WriteString(many.JsonNextLinkName, NextLink(level.Rows, row, shape, many));
    }

    // The remaining rows are read at the navigation's own address, which is paged too.
    private string NextLink(RowSet rows, int row, EntityShape shape, ToManyShape many)
    {
        var top = many.Top is { } asked ? $"&$top={asked - many.Take}" : "";
        return $"{FormatAddress(rows, row, shape)}/{many.Name}?{many.Options}$skip={many.Skip + many.Take}{top}";
    }

    private void WriteLinks(RowSet rows, int row, EntityShape shape)
    {
        json.WriteString(ControlNames.Type, $"#{ODataModel.Namespace}.{shape.Entity!.Name}");
        var address = FormatAddress(rows, row, shape);
        json.WriteString(ControlNames.Id, address);
        if (shape.ETagColumn is { } version)
            WriteETag(rows, row, version);
        json.WriteString(ControlNames.EditLink, address);
        foreach (var relation in ODataModel.GetRelations(shape.Entity))
        {
            json.WriteString(JsonNames.Get(relation.Name + "@odata.navigationLink"), $"{address}/{relation.Name}");
            json.WriteString(JsonNames.Get(relation.Name + "@odata.associationLink"), $"{address}/{relation.Name}/$ref");
        }
        if (ODataModel.HasETag(shape.Entity))
            WriteActions(address);
    }

    private void WriteActions(string address)
    {
        foreach (var operation in head.BoundActions)
        {
            json.WriteStartObject(JsonNames.Get($"#{ODataModel.Namespace}.{operation.Name}"));
            json.WriteString("title"u8, operation.Name);
            json.WriteString("target"u8, $"{address}/{ODataModel.Namespace}.{operation.Name}");
            json.WriteEndObject();
        }
    }

    private void WriteETag(RowSet rows, int row, int version)
    {
        Span<byte> text = stackalloc byte[32];
        json.WriteString(ControlNames.ETag, text[..ETags.Format(rows.Long(row, version), text)]);
    }

    private string FormatAddress(RowSet rows, int row, EntityShape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"{head.Root}{shape.Entity!.Set}({rows.Long(row, shape.KeyColumn!.Value)})");
}
