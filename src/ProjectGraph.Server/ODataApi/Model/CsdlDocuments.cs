using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;

namespace ProjectGraph.Server.ODataApi.Model;

/// <summary>The metadata documents as bytes, written once.</summary>
internal sealed class CsdlDocuments
{
    public CsdlDocuments(IEdmModel model)
    {
        if (!model.Validate(out var errors))
            throw InvalidModel(errors);
        Xml = WriteXml(model);
        // JSON metadata requires 4.01. XML stays at 4.0, which every client supports.
        model.SetEdmVersion(new Version(4, 1));
        Json = WriteJson(model);
        model.SetEdmVersion(new Version(4, 0));
    }

    public byte[] Xml { get; }
    public byte[] Json { get; }

    private static byte[] WriteXml(IEdmModel model)
    {
        var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
        };
        using (var writer = XmlWriter.Create(stream, settings))
            if (!CsdlWriter.TryWriteCsdl(model, writer, CsdlTarget.OData, out var errors))
                throw InvalidModel(errors);
        return stream.ToArray();
    }

    private static byte[] WriteJson(IEdmModel model)
    {
        var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };
        using (var writer = new Utf8JsonWriter(stream, options))
            if (!CsdlWriter.TryWriteCsdl(model, writer, out var errors))
                throw InvalidModel(errors);
        return stream.ToArray();
    }

    private static InvalidOperationException InvalidModel(IEnumerable<EdmError> errors) =>
        new("The OData model is not valid: " + string.Join(" ", errors.Select(error => error.ErrorMessage)));
}
