namespace RemoteAssist.Benchmarks;

/// <summary>One subject that can be measured.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>One sentence on what it measures and beside what.</summary>
    string Summary { get; }

    /// <summary>Measures; prints what a person reads to the console as it goes.</summary>
    /// <param name="filter">Only cases whose name contains this; <see langword="null"/> for all.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>One row a case and path.</returns>
    Task<IReadOnlyList<Row>> RunAsync(string? filter, CancellationToken cancellation);
}
