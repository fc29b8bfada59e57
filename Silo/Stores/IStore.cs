namespace RemoteAssist.Silo.Stores;

/// <summary>Where the silo keeps what must outlive it.</summary>
internal interface IStore
{
    /// <summary>Creates what is missing and brings the schema up to date. Safe when several silos do it at once.</summary>
    Task Prepare(CancellationToken cancellation);

    /// <summary>Whether it can be reached: throws when not.</summary>
    Task Check(CancellationToken cancellation);
}
