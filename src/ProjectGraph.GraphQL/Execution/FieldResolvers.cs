using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>The resolvers that need this phase's context, as properties of the definitions of an earlier phase.</summary>
public static class FieldResolvers
{
    extension(FieldDefinition definition)
    {
        /// <summary>
        /// The value, with everything that the request knows. An answer that is already there costs no task; the others of
        /// one level run concurrently, except a mutation's root fields.
        /// </summary>
        public Func<ResolverContext, ValueTask<object?>>? Resolve
        {
            get => (Func<ResolverContext, ValueTask<object?>>?)definition.Resolver;
            set => definition.Resolver = value;
        }

        /// <summary>
        /// The events of a subscription's root field. Each becomes the root value of one execution; a field without another
        /// resolver has the event itself as its value.
        /// </summary>
        public Func<ResolverContext, ValueTask<IAsyncEnumerable<object?>>>? Subscribe
        {
            get => (Func<ResolverContext, ValueTask<IAsyncEnumerable<object?>>>?)definition.EventSource;
            set => definition.EventSource = value;
        }
    }
}
