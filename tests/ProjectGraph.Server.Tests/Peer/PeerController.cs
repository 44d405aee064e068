using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OData.Query;
using Microsoft.AspNetCore.OData.Results;
using Microsoft.AspNetCore.OData.Routing.Controllers;
using Microsoft.EntityFrameworkCore;

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>Serves one set the way the documentation of Microsoft.AspNetCore.OData shows.</summary>
public abstract class PeerController<T>(PeerContext context, string key) : ODataController
    where T : class
{
    protected PeerContext Context => context;

    [EnableQuery(PageSize = 1_000, MaxExpansionDepth = 6, MaxNodeCount = 1_000, MaxAnyAllExpressionDepth = 6)]
    public IQueryable<T> Get() => context.Set<T>().AsNoTracking();

    [EnableQuery(MaxExpansionDepth = 6)]
    public SingleResult<T> Get([FromRoute] long key) => SingleResult.Create(Rows(key));

    protected IQueryable<T> Rows(long id) => context.Set<T>().AsNoTracking().Where(row => EF.Property<long>(row, key) == id);
}

public sealed class ProjectsController(PeerContext context) : PeerController<PeerProject>(context, nameof(PeerProject.Id))
{
    [EnableQuery]
    public SingleResult<PeerCompany> GetCompany([FromRoute] long key) => SingleResult.Create(Rows(key).Select(row => row.Company!));

    [EnableQuery(PageSize = 1_000)]
    public IQueryable<PeerTag> GetTags([FromRoute] long key) => Rows(key).SelectMany(row => row.Tags);

    public ActionResult<string> GetName([FromRoute] long key) =>
        Rows(key).Select(row => row.Name).FirstOrDefault() is { } name ? name : NotFound();
}

public sealed class CompaniesController(PeerContext context) : PeerController<PeerCompany>(context, nameof(PeerCompany.Id))
{
    [EnableQuery(PageSize = 1_000)]
    public IQueryable<PeerProject> GetProjects([FromRoute] long key) => Rows(key).SelectMany(row => row.Projects);
}

public sealed class PeopleController(PeerContext context) : PeerController<PeerPerson>(context, nameof(PeerPerson.Id));

public sealed class ProjectTagsController(PeerContext context) : PeerController<PeerTag>(context, nameof(PeerTag.Id));

public sealed class ProjectCustomFieldsController(PeerContext context)
    : PeerController<PeerCustomField>(context, nameof(PeerCustomField.Id));

public sealed class PlanhatProjectsController(PeerContext context) : PeerController<PeerPlanhat>(context, nameof(PeerPlanhat.ProjectId));
