using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server.Tests.Costs;

public sealed class CostNodeTests
{
    private static readonly CostLimits Limits = new() { MaxFieldCost = 1_000, MaxTypeCost = 1_000 };

    [Fact]
    public void Lists_inside_lists_multiply()
    {
        var users = new CostNode("users", 1, 1, 5, [new("posts", 2, 1, 10, [new("author", 1, 1, 1, [])])]);
        new CostNode(".", 0, 1, 1, [users]).GetTotal().ShouldBe(new Cost(1 + (5 * 2) + (50 * 1), 1 + 5 + 50 + 50));
    }

    [Fact]
    public Task Every_advice_makes_the_question_fit_and_one_row_more_does_not() =>
        Property.CheckAsync(
            Property.From(random => new CostNode(
                ".",
                0,
                1,
                1,
                [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Random(random, $"f{i}", "", 0))]
            )),
            500,
            first: 1,
            root =>
            {
                if (root.GetTotal().IsWithin(Limits))
                    return;
                var advice = CostAdvice.Create(root, Limits);
                foreach (var each in Single(advice))
                {
                    Applied(root, each).IsWithin(Limits).ShouldBeTrue($"{each}");
                    if (each[0].Argument is not null && each.Count == 1)
                        Applied(root, [each[0] with { Value = each[0].Value + 1 }]).IsWithin(Limits).ShouldBeFalse($"{each[0]}");
                }
            }
        );

    [Fact]
    public void Advice_leaves_as_much_of_the_question_as_can_be()
    {
        CostNode heavy = new("heavy", 1, 1, 900, []),
            heavier = new("heavier", 1, 1, 5_000, []);
        var root = new CostNode(".", 0, 1, 1, [new("list", 1, 1, 1, [heavy, heavier])]);
        CostAdvice.Create(root, Limits).ShouldBe([new CostAdvice("list.heavier")]);
    }

    [Fact]
    public void The_heaviest_field_is_the_one_that_costs_most_by_itself()
    {
        var root = new CostNode(".", 0, 1, 1, [new("a", 1, 1, 40, [new("b", 1, 1, 100, []), new("c", 3, 1, 1, [])])]);
        var refusal = CostRefusal.Create(root, Limits);
        (refusal.MostExpensivePath, refusal.MostExpensiveCost).ShouldBe(("a.b", 40 * 101));
    }

    // One of the changes is enough, unless it is one change to every list.
    private static IEnumerable<IReadOnlyList<CostAdvice>> Single(IReadOnlyList<CostAdvice> advice) =>
        advice.Count > 1 && advice.All(each => each.Argument is not null)
            ? [advice]
            : advice.Select(each => (IReadOnlyList<CostAdvice>)[each]);

    private static Cost Applied(CostNode root, IReadOnlyList<CostAdvice> advice)
    {
        var left = CostNodeAtPath
            .ListBelow(root)
            .FirstOrDefault(placed => advice.Any(each => each.Argument is null && each.Path == placed.Path))
            .Node;
        return root.GetTotal(
            node =>
                advice.FirstOrDefault(each => each.Path == node.Slice?.Path) is { Argument: not null } sliced ? sliced.Value : node.Size,
            left
        );
    }

    private static CostNode Random(Random random, string name, string above, int depth)
    {
        var path = above.Length == 0 ? name : $"{above}.{name}";
        var size = random.Next(3) == 0 ? 1 : random.Next(1, 60);
        CostNode[] below =
            depth == 3 ? [] : [.. Enumerable.Range(0, random.Next(0, 3)).Select(i => Random(random, $"f{i}", path, depth + 1))];
        return new(name, random.Next(3), random.Next(2), size, below)
        {
            Slice = size > 1 && random.Next(2) == 0 ? new(path, "first", size) : null,
        };
    }
}
