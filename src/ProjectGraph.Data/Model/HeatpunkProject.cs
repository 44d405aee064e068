namespace ProjectGraph.Data.Model;

[Entity("HeatpunkProjects", "What only Heatpunk knows of a project.", Key = nameof(ProjectId))]
public sealed class HeatpunkProject
{
    [Field("Key of the project.", In = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("When the building was built. Written, never read back by the vendor.", Groupable = true)]
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

    [Field("The customer's e-mail address. Written, never read back.", MaxLength = 400)]
    public string? CustomerEmail { get; set; }

    [Field("The customer's telephone number. Written, never read back.", MaxLength = 100)]
    public string? CustomerPhone { get; set; }

    [Field("Reference in your CRM. Written, never read back.", MaxLength = 400)]
    public string? CrmReference { get; set; }

    [Field("The vendor's number of the owner.")]
    public long? OwnerUserId { get; set; }
}
