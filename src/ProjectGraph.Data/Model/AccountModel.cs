namespace ProjectGraph.Data.Model;

/// <summary>How the vendor account that a row belongs to is found.</summary>
/// <param name="Field">The account's id or, where there is an owner, the owner's key.</param>
/// <param name="Owner">The entity of the row that has the account; null where the row names it itself.</param>
public sealed record AccountModel(FieldModel Field, EntityModel? Owner);
