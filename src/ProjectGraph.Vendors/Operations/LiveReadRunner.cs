using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Runs the live reads of both protocols.</summary>
public sealed class LiveReadRunner(VendorRegistry vendors, VendorConnections connections, ConnectionStore store)
{
    /// <summary>Reads projects from the vendor without storing them. Projects that the graph contains get its id.</summary>
    /// <param name="input">Values by their names in <see cref="VendorLiveRead.Input"/>.</param>
    /// <param name="scope">The vendor accounts that the caller may read. Others are not found.</param>
    /// <exception cref="VendorReadException">
    /// An argument is invalid, or the vendor refused or could not be read. The code states which.
    /// </exception>
    /// <exception cref="ArgumentException">No live read has that name.</exception>
    public async Task<IReadOnlyList<Project>> RunAsync(
        string name, IReadOnlyDictionary<string, object?> input, AccountScope scope, CancellationToken cancellation)
    {
        var read = vendors.FindLiveRead(name) ?? throw new ArgumentException($"The live read '{name}' was not found.", nameof(name));
        var errors = InputBinder.Unknown(read.Input, input).ToList();
        var common = InputBinder.Bind<CommonInput>(input, errors);
        var bound = InputBinder.Bind(InputModel.Of(read.InputType), input, errors);
        if (bound is not null) errors.AddRange(read.Check(bound));
        var channel = errors.Count == 0 ? connections.Choose(read.Vendor, common!.ConnectionId, scope, errors) : null;
        if (channel is null) throw new VendorReadException(errors[0].Code, string.Join(" ", errors.Select(error => error.Message)));
        using var span = VendorTracing.StartLiveRead(read.Name)?.At(channel);
        try
        {
            var projects = await read.ReadAsync(channel, bound!, cancellation);
            await AdoptAsync(channel, projects, cancellation);
            return projects;
        }
        catch (Exception e)
        {
            span?.Fail(e is VendorReadException refused ? refused.Code : e.GetType().Name);
            throw;
        }
        finally
        {
            await channel.ShowAsync();
        }
    }

    private async Task AdoptAsync(VendorChannel channel, IReadOnlyList<Project> projects, CancellationToken cancellation)
    {
        if (projects.Count == 0) return;
        var ids = await store.ProjectIdsAsync(channel.Connection.Id, [.. projects.Select(project => project.VendorId).Distinct()], cancellation);
        foreach (var project in projects)
        {
            project.Id = ids.GetValueOrDefault(project.VendorId);
            project.ConnectionId = channel.Connection.Id;
            project.Connection = channel.Connection;
        }
        await AdoptCompaniesAsync(channel.Connection, [.. projects.Select(project => project.Company).OfType<Company>()], cancellation);
        await AdoptPeopleAsync(channel.Connection, [.. projects.SelectMany(People)], cancellation);
    }

    private static IEnumerable<Person> People(Project project) =>
        [.. project.Owner is { } owner ? [owner] : Array.Empty<Person>(), .. project.Managers, .. project.Assignees];

    private async Task AdoptCompaniesAsync(Connection connection, List<Company> companies, CancellationToken cancellation)
    {
        var ids = await store.CompanyIdsAsync(connection.Id, [.. companies.Select(company => company.VendorId).Distinct()], cancellation);
        foreach (var company in companies) (company.Id, company.ConnectionId, company.Connection) = (ids.GetValueOrDefault(company.VendorId), connection.Id, connection);
    }

    private async Task AdoptPeopleAsync(Connection connection, List<Person> people, CancellationToken cancellation)
    {
        var ids = await store.PersonIdsAsync(connection.Id, [.. people.Select(person => person.VendorId).Distinct()], cancellation);
        foreach (var person in people) (person.Id, person.ConnectionId, person.Connection) = (ids.GetValueOrDefault(person.VendorId), connection.Id, connection);
    }
}
