using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using RemoteAssist.Gateway;

try
{
    await using WebApplication app = GatewayApplication.Build(args);
    await app.RunAsync();
    return 0;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{taken.Message} Choose another address with --urls.");
    return 3;
}
catch (OptionsValidationException wrong)
{
    // The message names the key, the value and what is allowed; a stack trace would only hide it.
    foreach (string failure in wrong.Failures) await Console.Error.WriteLineAsync(failure);
    return 2;
}
