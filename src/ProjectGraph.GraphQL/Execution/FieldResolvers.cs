using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>Adds the resolvers that need this phase's context as extension properties of the field definitions.</summary>
public static class FieldResolvers
{
    extension(FieldDefinition definition)
    {
        /// <summary>
        /// Resolves the value with access to the whole request. A completed result costs no task. Pending results of one
        /// level run concurrently, except a mutation's root fields.
        /// </summary>
        public Func<ResolverContext, ValueTask<object?>>? Resolve
        {
            get => (Func<ResolverContext, ValueTask<object?>>?)definition.Resolver;
            set => definition.Resolver = value;
        }

        /// <summary>
        /// Provides the events of a subscription's root field. Each event becomes the root value of one execution. A field
        /// without another resolver returns the event itself.
        /// </summary>
        public Func<ResolverContext, ValueTask<IAsyncEnumerable<object?>>>? Subscribe
        {
            get => (Func<ResolverContext, ValueTask<IAsyncEnumerable<object?>>>?)definition.EventSource;
            set => definition.EventSource = value;
        }
    }
}
