using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// The data of a vendor account that other vendors' projects can refer to: its companies, its people and a project as a model.
/// </summary>
internal sealed class RepresentationContext
{
    private readonly Dictionary<string, Company> _companiesByName;
    private readonly Dictionary<string, Person> _peopleByEmail;

    /// <param name="model">The newest project with all values that a new one requires; null if there is none.</param>
    public RepresentationContext(
        VendorChannel channel,
        long version,
        IReadOnlyList<Company> companies,
        IReadOnlyList<Person> people,
        Project? model
    )
    {
        (Channel, Version, ModelProject) = (channel, version, model);
        Companies = companies.ToDictionary(company => company.Id);
        People = people.ToDictionary(person => person.Id);
        _companiesByName = IndexUnique(companies, company => company.Name);
        _peopleByEmail = IndexUnique(people, person => person.Email);
    }

    public VendorChannel Channel { get; }

    /// <summary>The version of the graph at the time of reading.</summary>
    public long Version { get; }

    public Project? ModelProject { get; }
    public IReadOnlyDictionary<long, Company> Companies { get; }
    public IReadOnlyDictionary<long, Person> People { get; }

    /// <summary>Finds the vendor account's company of the same name.</summary>
    public Company? FindMatch(Company? company) => company?.Name is { } name ? _companiesByName.GetValueOrDefault(name) : null;

    /// <summary>Finds the vendor account's person with the same e-mail address.</summary>
    public Person? FindMatch(Person? person) => person?.Email is { } email ? _peopleByEmail.GetValueOrDefault(email) : null;

    // A key that two rows share identifies neither.
    private static Dictionary<string, T> IndexUnique<T>(IEnumerable<T> rows, Func<T, string?> key) =>
        rows.Where(row => !string.IsNullOrWhiteSpace(key(row)))
            .GroupBy(row => key(row)!, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
}
