namespace ProjectGraph.Data.Model;

/// <summary>Identifies the vendor account that a row belongs to.</summary>
/// <param name="Field">The account's id, or the owner's key where there is an owner.</param>
/// <param name="Owner">The entity whose row holds the account; null where the row holds it itself.</param>
public sealed record AccountModel(FieldModel Field, EntityModel? Owner);
