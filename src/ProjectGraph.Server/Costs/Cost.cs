using System.Globalization;

namespace ProjectGraph.Server.Costs;

/// <summary>
/// What a question may cost at most, known before it runs: the two measures of IBM's GraphQL cost directives. Together they
/// bound the rows that are read for it.
/// </summary>
/// <param name="Field">The work: fields with something behind them, and the conditions given to them.</param>
/// <param name="Type">The size: objects that an answer can hold.</param>
internal readonly record struct Cost(double Field, double Type)
{
    /// <summary>Bytes that the response will have: lists whose length a condition decides are left out.</summary>
    public double Bytes { get; init; }

    /// <summary>The same if every condition were met: what is to be expected at most.</summary>
    public double ExpectedBytes { get; init; }

    public static Cost operator +(Cost left, Cost right) => new(left.Field + right.Field, left.Type + right.Type)
    {
        Bytes = left.Bytes + right.Bytes,
        ExpectedBytes = left.ExpectedBytes + right.ExpectedBytes,
    };

    public bool Fits(CostLimits limits) => Field <= limits.MaxFieldCost && Type <= limits.MaxTypeCost && Bytes <= limits.MaxBytes;

    /// <summary>The larger of two questions of which only one will be answered.</summary>
    public static Cost Larger(Cost left, Cost right) => right.Field + right.Type > left.Field + left.Type ? right : left;

    public static string Text(double cost) => cost.ToString("#,0.##", CultureInfo.InvariantCulture);
}
