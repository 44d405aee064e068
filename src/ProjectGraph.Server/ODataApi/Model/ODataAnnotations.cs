using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Vocabularies;
using Microsoft.OData.Edm.Vocabularies.V1;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Operations;

namespace ProjectGraph.Server.ODataApi.Model;

/// <summary>
/// Adds the vocabulary annotations to the metadata. One invalid annotation makes the document unusable for some clients, so
/// they are built from the vocabularies' terms and a test checks their types.
/// </summary>
internal sealed class ODataAnnotations(EdmModel model)
{
    private const string Core = "Org.OData.Core.V1.";
    private const string Capabilities = "Org.OData.Capabilities.V1.";

    private static readonly EdmBooleanConstant Yes = new(true);
    private static readonly EdmBooleanConstant No = new(false);

    public static void Add(EdmModel model, EdmEntityContainer container, IReadOnlyDictionary<EntityModel, EdmEntitySet> sets)
    {
        var annotations = new ODataAnnotations(model);
        annotations.AddReferences();
        annotations.Describe(container);
        foreach (var (entity, set) in sets)
            annotations.Describe(entity, set);
    }

    private void AddReferences() => model.SetEdmReferences([CreateReference("Core"), CreateReference("Capabilities")]);

    private static EdmReference CreateReference(string vocabulary)
    {
        var reference = new EdmReference(
            new Uri($"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.{vocabulary}.V1.xml")
        );
        reference.AddInclude(new EdmInclude(vocabulary, $"Org.OData.{vocabulary}.V1"));
        return reference;
    }

    private void Describe(EdmEntityContainer container)
    {
        Add(container, Core + "ODataVersions", new EdmStringConstant("4.0 4.01"));
        Add(container, Capabilities + "ConformanceLevel", CreateEnumMember(Capabilities + "ConformanceLevelType", "Advanced"));
        Add(
            container,
            Capabilities + "SupportedFormats",
            CreateStrings(
                "application/json;odata.metadata=minimal",
                "application/json;odata.metadata=full",
                "application/json;odata.metadata=none"
            )
        );
        Add(container, Capabilities + "AsynchronousRequestsSupported", Yes);
        Add(container, Capabilities + "KeyAsSegmentSupported", Yes);
        Add(container, Capabilities + "QuerySegmentSupported", Yes);
        Add(container, Capabilities + "BatchContinueOnErrorSupported", Yes);
        Add(
            container,
            Capabilities + "BatchSupport",
            CreateRecord(
                ("Supported", Yes),
                ("ContinueOnErrorSupported", Yes),
                ("ReferencesInRequestBodiesSupported", Yes),
                ("ReferencesAcrossChangeSetsSupported", Yes),
                ("EtagReferencesSupported", Yes),
                ("RequestDependencyConditionsSupported", No),
                ("SupportedFormats", CreateStrings("multipart/mixed", "application/json"))
            )
        );
    }

    private void Describe(EntityModel entity, EdmEntitySet set)
    {
        var isProjects = ODataModel.HasETag(entity);
        var isList =
            !isProjects
            && entity.Model.Projects.Relations.Any(relation =>
                relation.ListOf is not null && relation.Target == entity && ProjectInput.FindField(relation) is not null
            );
        // The version is not a property, so the list of the ETag's properties is empty.
        if (isProjects)
            model.SetOptimisticConcurrencyAnnotation(set, []);
        Add(set, Capabilities + "ChangeTracking", CreateRecord(("Supported", ToConstant(entity.IsTracked))));
        Add(set, Capabilities + "InsertRestrictions", CreateRecord(("Insertable", ToConstant(isProjects || isList))));
        Add(set, Capabilities + "UpdateRestrictions", CreateChangeRestriction("Updatable", isProjects));
        Add(set, Capabilities + "DeleteRestrictions", CreateChangeRestriction("Deletable", isProjects || isList));
        Add(set, Capabilities + "CountRestrictions", CreateRecord(("Countable", Yes)));
        Add(set, Capabilities + "FilterRestrictions", CreateRecord(("Filterable", Yes), ("RequiresFilter", No)));
        Add(set, Capabilities + "SortRestrictions", CreateRecord(("Sortable", Yes)));
        Add(set, Capabilities + "ExpandRestrictions", CreateRecord(("Expandable", ToConstant(ODataModel.GetRelations(entity).Any()))));
        Add(set, Capabilities + "SearchRestrictions", CreateRecord(("Searchable", ToConstant(ODataModel.IsSearchable(entity)))));
        Add(set, Capabilities + "TopSupported", Yes);
        Add(set, Capabilities + "SkipSupported", Yes);
        if (isProjects)
            DescribeProperties(entity, set);
    }

    private void DescribeProperties(EntityModel entity, EdmEntitySet set)
    {
        foreach (var field in ODataModel.GetFields(entity).Where(field => ProjectInput.FindField(field) is null))
        {
            // The vendor account is chosen at creation. The other fields are set by the vendor or the graph.
            var term = field.Name == nameof(Project.VendorAccountId) ? "Immutable" : "Computed";
            Add((IEdmVocabularyAnnotatable)set.EntityType.FindProperty(field.Name), Core + term, Yes);
        }
    }

    private void Add(IEdmVocabularyAnnotatable target, string term, IEdmExpression value)
    {
        var declared = model.FindTerm(term) ?? throw new InvalidOperationException($"The term {term} was not found in the vocabularies.");
        var annotation = new EdmVocabularyAnnotation(target, declared, value);
        annotation.SetSerializationLocation(model, EdmVocabularyAnnotationSerializationLocation.Inline);
        model.AddVocabularyAnnotation(annotation);
    }

    private EdmEnumMemberExpression CreateEnumMember(string type, string name) =>
        new(((IEdmEnumType)model.FindType(type)).Members.Single(member => member.Name == name));

    // Entities are changed one at a time, so /$filter(…)/$each is declared as not supported.
    private static EdmRecordExpression CreateChangeRestriction(string property, bool isPossible) =>
        isPossible ? CreateRecord((property, Yes), ("FilterSegmentSupported", No)) : CreateRecord((property, No));

    private static EdmBooleanConstant ToConstant(bool truth) => truth ? Yes : No;

    private static EdmRecordExpression CreateRecord(params (string Name, IEdmExpression Value)[] properties) =>
        new([.. properties.Select(property => new EdmPropertyConstructor(property.Name, property.Value))]);

    private static EdmCollectionExpression CreateStrings(params string[] texts) =>
        new([.. texts.Select(text => new EdmStringConstant(text))]);
}
