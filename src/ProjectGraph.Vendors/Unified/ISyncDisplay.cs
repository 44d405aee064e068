namespace ProjectGraph.Vendors.Unified;

/// <summary>Displays the progress of sync runs. Several runs call it concurrently.</summary>
public interface ISyncDisplay
{
    /// <param name="percent">Null if the number of records is not known in advance.</param>
    void Show(string vendorAccount, int read, int? percent);

    /// <summary>Ends the display of a run, successful or not.</summary>
    void End(string vendorAccount);
}
