namespace ProjectGraph.Vendors.Unified;

/// <summary>Displays how far sync runs are, to somebody who watches. Called by several runs at once.</summary>
public interface ISyncDisplay
{
    /// <param name="percent">Null where the number of records is not known beforehand.</param>
    void Show(string vendorAccount, int read, int? percent);

    /// <summary>The run has ended, however it did.</summary>
    void End(string vendorAccount);
}
