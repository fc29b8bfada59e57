using System.Reflection;
using RemoteAssist.Customer.Host.Connection;
using RemoteAssist.Customer.Host.Start;

string version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0";
ParsedArguments parsed = Arguments.Parse(args, Trailer.ReadOwn(), version);
if (parsed.Options is { } options)
{
    using var program = new HostProgram(options, version);
    return await program.RunAsync().ConfigureAwait(false);
}

if (parsed.Print is { } print)
{
    Console.WriteLine(print);
    return ExitCode.Over;
}

Console.Error.WriteLine(parsed.Problem);
return ExitCode.BadArguments;
