using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;
using Microsoft.OData.Edm.Vocabularies.V1;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.ODataApi.Model;

/// <summary>What the service says about itself in its metadata, beside descriptions. One invalid annotation makes a whole document unusable for some clients, so there are few.</summary>
internal static class ODataAnnotations
{
    public static void Add(EdmModel model, EdmEntityContainer container, IReadOnlyDictionary<EntityModel, EdmEntitySet> sets)
    {
        foreach (var (entity, set) in sets)
        {
            if (!ODataModel.HasETag(entity)) continue;
            // The version is no property: an empty list says that there is an ETag and nothing of what it is made of.
            model.SetOptimisticConcurrencyAnnotation(set, []);
        }
        if (model.FindTerm("Org.OData.Core.V1.ODataVersions") is { } term)
            model.AddVocabularyAnnotation(new EdmVocabularyAnnotation(container, term, new EdmStringConstant("4.01")));
    }
}
