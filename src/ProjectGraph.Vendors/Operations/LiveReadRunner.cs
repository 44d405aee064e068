using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Runs the live reads of both protocols.</summary>
public sealed class LiveReadRunner(VendorRegistry vendors, VendorAccounts vendorAccounts, VendorAccountStore store)
{
    /// <summary>Reads projects from the vendor without storing them. Projects that the graph contains get its id.</summary>
    /// <param name="input">Values by their names in <see cref="VendorLiveRead.Input"/>.</param>
    /// <param name="scope">The vendor accounts that the caller may read. Others are not found.</param>
    /// <exception cref="VendorReadException">
    /// An argument is invalid, or the vendor refused or could not be read. The code states which.
    /// </exception>
    /// <exception cref="ArgumentException">No live read has that name.</exception>
    public async Task<IReadOnlyList<Project>> RunAsync(
        string name,
        IReadOnlyDictionary<string, object?> input,
        AccountScope scope,
        CancellationToken cancellationToken
    )
    {
        var read = vendors.FindLiveRead(name) ?? throw new ArgumentException($"The live read '{name}' was not found.", nameof(name));
        var errors = InputBinder.FindUnknownFields(read.Input, input).ToList();
        var common = InputBinder.Bind<CommonInput>(input, errors);
        var bound = InputBinder.Bind(InputModel.Get(read.InputType), input, errors);
        if (bound is not null)
            errors.AddRange(read.Check(bound));
        var channel = errors.Count == 0 ? vendorAccounts.Choose(read.Vendor, common!.VendorAccountId, scope, errors) : null;
        if (channel is null)
            throw new VendorReadException(errors[0].Code, string.Join(" ", errors.Select(error => error.Message)));
        using var span = VendorTracing.StartLiveRead(read.Name)?.SetAccountTags(channel);
        try
        {
            var projects = await read.ReadAsync(channel, bound!, cancellationToken);
            await AssignIdsAsync(channel, projects, cancellationToken);
            return projects;
        }
        catch (Exception e)
        {
            span?.Fail(e is VendorReadException refused ? refused.Code : e.GetType().Name);
            throw;
        }
        finally
        {
            await channel.StoreStateAsync();
        }
    }

    private async Task AssignIdsAsync(VendorChannel channel, IReadOnlyList<Project> projects, CancellationToken cancellationToken)
    {
        if (projects.Count == 0)
            return;
        var ids = await store.ProjectIdsAsync(
            channel.VendorAccount.Id,
            [.. projects.Select(project => project.VendorId).Distinct()],
            cancellationToken
        );
        foreach (var project in projects)
        {
            project.Id = ids.GetValueOrDefault(project.VendorId);
            project.VendorAccountId = channel.VendorAccount.Id;
            project.VendorAccount = channel.VendorAccount;
        }
        await AssignCompanyIdsAsync(
            channel.VendorAccount,
            [.. projects.Select(project => project.Company).OfType<Company>()],
            cancellationToken
        );
        await AssignPersonIdsAsync(channel.VendorAccount, [.. projects.SelectMany(GetPeople)], cancellationToken);
    }

    private static IEnumerable<Person> GetPeople(Project project) =>
        [.. project.Owner is { } owner ? [owner] : Array.Empty<Person>(), .. project.Managers, .. project.Assignees];

    private async Task AssignCompanyIdsAsync(VendorAccount vendorAccount, List<Company> companies, CancellationToken cancellationToken)
    {
        var ids = await store.CompanyIdsAsync(
            vendorAccount.Id,
            [.. companies.Select(company => company.VendorId).Distinct()],
            cancellationToken
        );
        foreach (var company in companies)
            (company.Id, company.VendorAccountId, company.VendorAccount) = (
                ids.GetValueOrDefault(company.VendorId),
                vendorAccount.Id,
                vendorAccount
            );
    }

    private async Task AssignPersonIdsAsync(VendorAccount vendorAccount, List<Person> people, CancellationToken cancellationToken)
    {
        var ids = await store.PersonIdsAsync(vendorAccount.Id, [.. people.Select(person => person.VendorId).Distinct()], cancellationToken);
        foreach (var person in people)
            (person.Id, person.VendorAccountId, person.VendorAccount) = (
                ids.GetValueOrDefault(person.VendorId),
                vendorAccount.Id,
                vendorAccount
            );
    }
}
