package uk.firstbell.memory;

import uk.firstbell.testkit.contract.DeviceContract;

final class MemoryDeviceContractTest extends DeviceContract {
  @Override
  protected Parts empty() {
    var directory = new MemoryDirectory();
    return new Parts(new MemoryStory(directory), directory, directory, directory);
  }
}
