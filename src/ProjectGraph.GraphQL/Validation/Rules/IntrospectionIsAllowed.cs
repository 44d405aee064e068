using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>Not of the specification: a host may keep its schema to itself. `__typename` reveals nothing of it.</summary>
internal sealed class IntrospectionIsAllowed(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (!Context.Limits.AllowIntrospection && Scope.Field is not null && field.Name is ("__schema" or "__type"))
        {
            Context.Report(
                HostRule.Introspection,
                $"GraphQL introspection has been disabled, but the requested query contained the field \"{field.Name}\".",
                field.Location);
        }
    }
}
