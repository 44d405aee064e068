using System.Globalization;

namespace ProjectGraph.Server.Costs;

/// <summary>
/// The maximum cost of a query, computed before it runs, in the two measures of IBM's GraphQL cost directives. Together they
/// bound the rows that the query reads.
/// </summary>
/// <param name="Field">The work of the query: fields that need work of their own, and their conditions.</param>
/// <param name="Type">The size of the result: the objects that it can contain.</param>
internal readonly record struct Cost(double Field, double Type)
{
    /// <summary>The certain size of the response in bytes. It excludes lists whose length depends on a condition.</summary>
    public double Bytes { get; init; }

    /// <summary>The largest expected size of the response in bytes, as if every row met the conditions.</summary>
    public double ExpectedBytes { get; init; }

    public static Cost operator +(Cost left, Cost right) =>
        new(left.Field + right.Field, left.Type + right.Type)
        {
            Bytes = left.Bytes + right.Bytes,
            ExpectedBytes = left.ExpectedBytes + right.ExpectedBytes,
        };

    public bool IsWithin(CostLimits limits) => Field <= limits.MaxFieldCost && Type <= limits.MaxTypeCost && Bytes <= limits.MaxBytes;

    /// <summary>Returns the larger cost of two queries of which only one will run.</summary>
    public static Cost Max(Cost left, Cost right) => right.Field + right.Type > left.Field + left.Type ? right : left;

    public static string Format(double cost) => cost.ToString("#,0.##", CultureInfo.InvariantCulture);
}
