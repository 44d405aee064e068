using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Not part of the specification: a host may hide its schema. `__typename` is allowed, because it reveals nothing about the
/// schema.
/// </summary>
internal sealed class IntrospectionIsAllowed(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (!Context.Limits.AllowIntrospection && Scope.Field is not null && field.Name is ("__schema" or "__type"))
        {
            Context.Report(
                HostRule.Introspection,
                $"GraphQL introspection has been disabled, but the requested query contained the field \"{field.Name}\".",
                field.Location
            );
        }
    }
}
