using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// The data of a vendor account that other vendors' projects can refer to: its companies, its people and a project as a model.
/// </summary>
internal sealed class RepresentationHome
{
    private readonly Dictionary<string, Company> companiesByName;
    private readonly Dictionary<string, Person> peopleByEmail;

    /// <param name="model">The newest project with all values that a new one requires; null if there is none.</param>
    public RepresentationHome(VendorChannel channel, long version, IReadOnlyList<Company> companies, IReadOnlyList<Person> people, Project? model)
    {
        (Channel, Version, Model) = (channel, version, model);
        Companies = companies.ToDictionary(company => company.Id);
        People = people.ToDictionary(person => person.Id);
        companiesByName = Unique(companies, company => company.Name);
        peopleByEmail = Unique(people, person => person.Email);
    }

    public VendorChannel Channel { get; }

    /// <summary>The version of the graph at the time of reading.</summary>
    public long Version { get; }

    public Project? Model { get; }
    public IReadOnlyDictionary<long, Company> Companies { get; }
    public IReadOnlyDictionary<long, Person> People { get; }

    /// <summary>Finds the vendor account's company of the same name.</summary>
    public Company? Known(Company? company) => company?.Name is { } name ? companiesByName.GetValueOrDefault(name) : null;

    /// <summary>Finds the vendor account's person with the same e-mail address.</summary>
    public Person? Known(Person? person) => person?.Email is { } email ? peopleByEmail.GetValueOrDefault(email) : null;

    // A key that two rows share identifies neither.
    private static Dictionary<string, T> Unique<T>(IEnumerable<T> rows, Func<T, string?> key) => rows
        .Where(row => !string.IsNullOrWhiteSpace(key(row)))
        .GroupBy(row => key(row)!, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() == 1)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
}
