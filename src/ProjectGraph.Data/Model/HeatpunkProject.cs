namespace ProjectGraph.Data.Model;

[Entity("HeatpunkProjects", "Fields of a project that only Heatpunk provides.", Key = nameof(ProjectId))]
public sealed class HeatpunkProject
{
    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("Period in which the building was built. Write-only at the vendor.", Groupable = true)]
    public HeatpunkBuildDate? BuildDate { get; set; }

    [Field("Street address of the building.", MaxLength = 1000)]
    public string? Address { get; set; }

    [Field("Postal code.", MaxLength = 40)]
    public string? Postcode { get; set; }

    [Field("Latitude in degrees, 32-bit precision at the vendor.")]
    public double? Lat { get; set; }

    [Field("Longitude in degrees, 32-bit precision at the vendor.")]
    public double? Lng { get; set; }

    [Field("The customer's name.", MaxLength = 1000)]
    public string? CustomerName { get; set; }

    [Field("The customer's e-mail address. Write-only at the vendor.", MaxLength = 400)]
    public string? CustomerEmail { get; set; }

    [Field("The customer's telephone number. Write-only at the vendor.", MaxLength = 100)]
    public string? CustomerPhone { get; set; }

    [Field("Reference in your CRM. Write-only at the vendor.", MaxLength = 400)]
    public string? CrmReference { get; set; }

    [Field("The vendor's numeric id of the owner.")]
    public long? OwnerUserId { get; set; }
}
