using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Microsoft.OData.Edm.Vocabularies;
using ProjectGraph.Server.ODataApi;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Validates the annotations as a strict client does. One wrong annotation makes the document unusable.</summary>
public sealed class AnnotationTests
{
    private static readonly IEdmModel Model = Read();

    [Fact]
    public void A_strict_reader_finds_no_fault()
    {
        Model.Validate(ValidationRuleSet.GetEdmModelRuleSet(new Version(4, 0)), out var errors).ShouldBeTrue(string.Join('\n', errors));
        Model.VocabularyAnnotations.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_term_is_one_of_the_vocabularies() =>
        Model
            .VocabularyAnnotations.Where(annotation => Model.FindTerm(annotation.Term.FullName()) is null)
            .Select(annotation => annotation.Term.FullName())
            .ShouldBeEmpty();

    [Fact]
    public void Every_value_is_of_its_terms_type()
    {
        var faults = Model
            .VocabularyAnnotations.Select(annotation =>
                Fault(annotation.Value, Model.FindTerm(annotation.Term.FullName())!.Type, annotation.Term.Name)
            )
            .OfType<string>()
            .Distinct();
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Every_annotation_stands_where_its_term_applies()
    {
        var faults =
            from annotation in Model.VocabularyAnnotations
            let places = Model.FindTerm(annotation.Term.FullName())!.AppliesTo
            where places is { Length: > 0 } && !places.Split(' ').Intersect(Places(annotation.Target)).Any()
            select $"{annotation.Term.Name} at {annotation.Target}";
        faults.Distinct().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Projects", "InsertRestrictions", "Insertable", true)]
    [InlineData("Projects", "ChangeTracking", "Supported", true)]
    [InlineData("Companies", "ChangeTracking", "Supported", true)]
    [InlineData("Companies", "UpdateRestrictions", "Updatable", false)]
    [InlineData("Operations", "DeleteRestrictions", "Deletable", false)]
    [InlineData("VendorAccounts", "ChangeTracking", "Supported", false)]
    [InlineData("ProjectTags", "DeleteRestrictions", "Deletable", true)]
    [InlineData("Projects", "UpdateRestrictions", "FilterSegmentSupported", false)]
    [InlineData("ProjectTags", "DeleteRestrictions", "FilterSegmentSupported", false)]
    [InlineData("Projects", "SearchRestrictions", "Searchable", true)]
    [InlineData("Projects", "FilterRestrictions", "Filterable", true)]
    [InlineData("Projects", "SortRestrictions", "Sortable", true)]
    [InlineData("Projects", "CountRestrictions", "Countable", true)]
    [InlineData("ProjectTags", "ExpandRestrictions", "Expandable", false)]
    public void A_set_says_what_can_be_done_with_it(string set, string term, string property, bool expected)
    {
        var target = Model.EntityContainer.FindEntitySet(set);
        var record = Model
            .FindVocabularyAnnotations<IEdmVocabularyAnnotation>(target, "Org.OData.Capabilities.V1." + term)
            .Single()
            .Value.ShouldBeAssignableTo<IEdmRecordExpression>()!;
        record
            .Properties.Single(each => each.Name == property)
            .Value.ShouldBeAssignableTo<IEdmBooleanConstantExpression>()!
            .Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("KeyAsSegmentSupported")]
    [InlineData("QuerySegmentSupported")]
    public void The_container_announces_the_paths_it_reads(string term) =>
        Model
            .FindVocabularyAnnotations<IEdmVocabularyAnnotation>(Model.EntityContainer, "Org.OData.Capabilities.V1." + term)
            .Single()
            .Value.ShouldBeAssignableTo<IEdmBooleanConstantExpression>()!
            .Value.ShouldBeTrue();

    [Fact]
    public void Only_what_can_be_changed_is_not_marked_as_computed()
    {
        var project = (IEdmEntityType)Model.FindType("ProjectGraph.Project");
        var free = project
            .DeclaredProperties.OfType<IEdmStructuralProperty>()
            .Where(property =>
                !Model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(property, "Org.OData.Core.V1.Computed").Any()
                && !Model.FindVocabularyAnnotations<IEdmVocabularyAnnotation>(property, "Org.OData.Core.V1.Immutable").Any()
            )
            .Select(property => property.Name);
        free.ShouldBe(
            [
                "Name",
                "Description",
                "ExternalId",
                "SourceId",
                "Reference",
                "Status",
                "VendorStatus",
                "Progress",
                "StartDate",
                "DueDate",
                "Currency",
                "Mrr",
                "Arr",
                "Nrr",
                "CompanyId",
                "OwnerId",
            ],
            ignoreOrder: true
        );
    }

    private static IEdmModel Read()
    {
        using var reader = XmlReader.Create(new MemoryStream(PlanText.Model.Csdl.Xml));
        CsdlReader.TryParse(reader, out var read, out var errors).ShouldBeTrue(string.Join('\n', errors ?? []));
        return read;
    }

    /// <summary>Describes the error of a value. Returns null if it is valid.</summary>
    private static string? Fault(IEdmExpression value, IEdmTypeReference type, string at) =>
        (value, type.Definition) switch
        {
            (IEdmStringConstantExpression, IEdmTypeDefinition { UnderlyingType.PrimitiveKind: EdmPrimitiveTypeKind.String }) => null,
            (IEdmStringConstantExpression, _) when type.IsString() => null,
            (IEdmBooleanConstantExpression, IEdmTypeDefinition { UnderlyingType.PrimitiveKind: EdmPrimitiveTypeKind.Boolean }) => null,
            (IEdmBooleanConstantExpression, _) when type.IsBoolean() => null,
            (IEdmEnumMemberExpression member, IEdmEnumType declared)
                when member.EnumMembers.All(each => declared.Members.Any(known => known.Name == each.Name)) => null,
            (IEdmCollectionExpression items, IEdmCollectionType list) => items
                .Elements.Select(item => Fault(item, list.ElementType, at))
                .FirstOrDefault(fault => fault is not null),
            (IEdmRecordExpression record, IEdmStructuredType structure) => record
                .Properties.Select(property =>
                    structure.FindProperty(property.Name) is { } known
                        ? Fault(property.Value, known.Type, $"{at}/{property.Name}")
                        : $"{at} has no {property.Name}"
                )
                .FirstOrDefault(fault => fault is not null),
            _ => $"{at} is {value.ExpressionKind}, and {type.FullName()} is expected",
        };

    private static string[] Places(IEdmVocabularyAnnotatable target) =>
        target switch
        {
            IEdmEntityContainer => ["EntityContainer"],
            IEdmEntitySet => ["EntitySet", "Collection"],
            IEdmNavigationProperty => ["NavigationProperty"],
            IEdmProperty => ["Property"],
            _ => [target.GetType().Name],
        };
}
